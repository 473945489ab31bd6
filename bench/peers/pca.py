"""The peer scikit-learn: all principal components, solver "full". Prints its figures as one line of JSON."""
import json
import resource
import sys
import time

import numpy
from sklearn.decomposition import PCA

path, n, d = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
table = numpy.fromfile(path, dtype="<f8").reshape(n, d)
start = time.perf_counter()
variance = PCA(svd_solver="full").fit(table).explained_variance_
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "first": float(variance[0]), "last": float(variance[-1])}))
