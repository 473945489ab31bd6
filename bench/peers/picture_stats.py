"""The peer Pillow with numpy: the same statistics, hashes and palette of each picture of a folder, in two processes. Prints the mean of each as one line of JSON."""
import json
import multiprocessing
import pathlib
import sys

import numpy
from PIL import Image, ImageFilter

LEVELS = numpy.arange(256.0)
EDGE = ImageFilter.Kernel((5, 5), [-1] * 12 + [24] + [-1] * 12, scale=1)
FREQUENCIES = numpy.cos(numpy.pi * numpy.outer(numpy.arange(8), 2 * numpy.arange(32) + 1) / 64)


def moment(histogram, centre, power):
    return histogram @ (LEVELS - centre) ** power / histogram.sum()


def entropy(histogram):
    shares = histogram[histogram > 0] / histogram.sum()
    return 0.0 if len(shares) < 2 else float(-(shares * numpy.log(shares)).sum() / numpy.log(len(shares)))


def bits(flags):
    return int.from_bytes(numpy.packbits(flags).tobytes(), "big")


def measure(path):
    picture = Image.open(path).convert("RGB")
    pixels = numpy.asarray(picture)
    histograms = numpy.array(picture.histogram(), dtype=float).reshape(3, 256)
    count = pixels.shape[0] * pixels.shape[1]
    means = [moment(histogram, 0, 1) for histogram in histograms]
    deviations = [(moment(histogram, mean, 2) * count / (count - 1)) ** 0.5 for histogram, mean in zip(histograms, means)]
    centre = numpy.mean(means)
    second, third = (numpy.mean([moment(histogram, centre, power) for histogram in histograms]) for power in (2, 3))
    red, green, blue = (numpy.ascontiguousarray(pixels[..., channel]) for channel in range(3))
    seen = numpy.zeros(1 << 24, dtype=bool)
    seen[(red.astype(numpy.uint32) << 16) | (green.astype(numpy.uint32) << 8) | blue] = True
    chroma = numpy.maximum(numpy.maximum(red, green), blue) - numpy.minimum(numpy.minimum(red, green), blue)
    wide = Image.fromarray(numpy.pad(pixels, ((2, 2), (2, 2), (0, 0)), mode="edge"))
    edges = numpy.asarray(wide.filter(EDGE))[2:-2, 2:-2]
    odd = (pixels != pixels[0, 0]).any(axis=2)
    rows, columns = odd.any(axis=1), odd.any(axis=0)
    bound = (columns.argmax(), rows.argmax(), columns[::-1].argmax(), rows[::-1].argmax())
    grey = picture.convert("L")
    low = FREQUENCIES @ numpy.asarray(grey.resize((32, 32), Image.BOX), dtype=float) @ FREQUENCIES.T
    steps = numpy.asarray(grey.resize((9, 8), Image.BOX))
    hashes = bits(low > numpy.median(low)), bits(steps[:, 1:] > steps[:, :-1])
    quantized = picture.quantize(5, method=Image.Quantize.FASTOCTREE)
    shares = sorted((n for n, _ in quantized.getcolors()), reverse=True)
    return {
        "entropy": numpy.mean([entropy(histogram) for histogram in histograms]), "skew": third / second**1.5 if second > 0 else 0.0,
        "mean": centre / 255, "stddev": numpy.mean(deviations) / 255, "colors": int(numpy.count_nonzero(seen)),
        "chroma_mean": chroma.mean() / 255, "chroma_max": chroma.max() / 255,
        "r_mean": means[0] / 255, "g_mean": means[1] / 255, "b_mean": means[2] / 255, "edge": edges.mean() / 255,
        "first_share": shares[0] / count,
    }, bound, hashes


if __name__ == "__main__":
    files = sorted(pathlib.Path(sys.argv[1]).glob("*.jpg"))
    with multiprocessing.Pool(2) as pool:
        found = [statistics for statistics, _, _ in pool.imap(measure, files, chunksize=8)]
    print(json.dumps({name: float(numpy.mean([statistics[name] for statistics in found])) for name in found[0]}))
