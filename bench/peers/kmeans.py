"""The peer scikit-learn: Lloyd's k-means from the first k rows, in single precision as ours. Prints its figures as one line of JSON."""
import json
import resource
import sys
import time
import warnings

import numpy
from sklearn.cluster import KMeans

warnings.filterwarnings("ignore")
path, (n, d, k, iterations), kind = sys.argv[1], map(int, sys.argv[2:6]), sys.argv[6]
table = numpy.fromfile(path, dtype="<f8").reshape(n, d).astype(kind)
start = time.perf_counter()
found = KMeans(k, init=table[:k].copy(), n_init=1, max_iter=iterations, tol=0, algorithm="lloyd").fit(table)
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "iterations": found.n_iter_, "inertia": float(found.inertia_)}))
