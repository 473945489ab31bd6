"""The peer in scipy: X.T @ X of the posts-by-tags matrix, pairs of at least `minimum` posts. Prints its figures as one line of JSON."""
import json
import resource
import sys
import time

import numpy
from scipy import sparse

folder, tags, minimum = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
offsets = numpy.fromfile(f"{folder}/offsets.bin", dtype="<u4").astype(numpy.int32)
columns = numpy.fromfile(f"{folder}/tags.bin", dtype="<i4")
posts = len(offsets) - 1

start = time.perf_counter()
matrix = sparse.csr_matrix((numpy.ones(len(columns), dtype=numpy.int32), columns, offsets), shape=(posts, tags + 1))
product = sparse.triu(matrix.T.tocsr() @ matrix, k=1, format="csr")
kept = product.data[product.data >= minimum]
seconds = time.perf_counter() - start

print(json.dumps({
    "seconds": seconds,
    "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "pairs": len(kept),
    "sum": int(kept.sum(dtype=numpy.int64)),
}))
