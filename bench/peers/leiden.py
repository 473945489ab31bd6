"""Leiden of python-igraph over the weighted pairs of a file (a,b,weight), resolution 3. Prints the community of each node as JSON."""
import json
import random
import sys

import igraph

file, nodes = sys.argv[1], int(sys.argv[2])
rows = [line.split(",") for line in open(file, encoding="ascii")]
random.seed(1)
graph = igraph.Graph(n=nodes, edges=[(int(a), int(b)) for a, b, _ in rows])
names = graph.community_leiden.__doc__ or ""
resolution = {"resolution_parameter" if "resolution_parameter" in names else "resolution": 3}
found = graph.community_leiden(objective_function="modularity", weights=[float(weight) for _, _, weight in rows], n_iterations=10, **resolution)
print(json.dumps(found.membership))
