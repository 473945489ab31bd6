"""The peer faiss: pairs of near 64-bit hashes. "multihash" finds all pairs, "flat" the neighbours of a sample, against which the pairs of a
file are checked. Prints its figures as one line of JSON."""
import json
import resource
import sys
import time

import faiss
import numpy

way, path, distance = sys.argv[1], sys.argv[2], int(sys.argv[3])
faiss.omp_set_num_threads(1)
words = numpy.fromfile(path, dtype="<u4").reshape(-1, 2).astype(numpy.uint64)
figures = {}
start = time.perf_counter()
cpu = time.process_time()
values = numpy.unique((words[:, 0] << numpy.uint64(32)) | words[:, 1])
codes = values.view(numpy.uint8).reshape(-1, 8)
if way == "multihash":
    index = faiss.IndexBinaryMultiHash(64, 4, 16)
    index.nflip = 2
    index.add(codes)
    pairs = 0
    for first in range(0, len(codes), 20_000):
        limits, _, _ = index.range_search(codes[first:first + 20_000], distance + 1)
        pairs += int(limits[-1]) - (len(limits) - 1)
    figures["pairs"] = pairs // 2
    seconds = time.perf_counter() - start
    figures["cpuSeconds"] = time.process_time() - cpu
else:
    index = faiss.IndexBinaryFlat(64)
    index.add(codes)
    sample = numpy.random.default_rng(1).choice(len(codes), 2000, replace=False)
    limits, _, found = index.range_search(codes[sample], distance + 1)
    seconds = time.perf_counter() - start
    figures["cpuSeconds"] = time.process_time() - cpu
    truth = {(min(a, b), max(a, b)) for i, a in enumerate(sample.tolist()) for b in found[limits[i]:limits[i + 1]].tolist() if a != b}
    ours = numpy.fromfile(sys.argv[4], dtype="<u4").reshape(-1, 2)
    chosen = numpy.zeros(len(codes), dtype=bool)
    chosen[sample] = True
    near = {(min(a, b), max(a, b)) for a, b in ours[chosen[ours[:, 0]] | chosen[ours[:, 1]]].tolist()}
    figures.update(pairs=len(truth), recall=len(truth & near) / len(truth), precision=len(truth & near) / len(near))
print(json.dumps({"seconds": seconds, "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, **figures}))
