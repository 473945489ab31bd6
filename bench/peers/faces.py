"""Finds faces in dumped letterboxes with OpenCV, one thread: faces.py FOLDER CASCADE. Prints seconds, writes the boxes of each pass."""
import json
import os
import resource
import sys
import time

import cv2
import numpy

folder, cascade = sys.argv[1:]
cv2.setNumThreads(1)
classifier = cv2.CascadeClassifier(cascade)
passes = [(1.2, 7, 48, 240), (1.1, 4, 32, 320), (1.05, 2, 24, 400)]
names = sorted(name for name in os.listdir(folder) if name.endswith('.rgb'))
pictures = [numpy.fromfile(os.path.join(folder, name), numpy.uint8).reshape(512, 512, 3) for name in names]


def look(picture):
    grey = cv2.equalizeHist(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))
    found = [classifier.detectMultiScale(grey, scaleFactor=s, minNeighbors=n, minSize=(a, a), maxSize=(b, b)) for s, n, a, b in passes]
    return [[[int(v) for v in box] for box in boxes] for boxes in found]


look(pictures[0])
start, cpu = time.perf_counter(), time.process_time()
boxes = {name: look(picture) for name, picture in zip(names, pictures)}
seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
with open(os.path.join(folder, 'peer.json'), 'w') as file:
    json.dump(boxes, file)
print(json.dumps({'seconds': seconds, 'cpuSeconds': cpu_seconds, 'peakMb': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
