/** Gives items back in order of time; those of the same time in order of arrival. A binary heap. */
export class TimeQueue<T extends { readonly time: number }> {
  readonly #items: { readonly item: T; readonly arrival: number }[] = [];
  #arrivals = 0;

  get size(): number {
    return this.#items.length;
  }

  /** Time of the item to come next; infinite when there is none. */
  get nextTime(): number {
    return this.#items[0]?.item.time ?? Infinity;
  }

  push(item: T): void {
    this.#items.push({ item, arrival: this.#arrivals++ });
    let at = this.#items.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): T | undefined {
    const first = this.#items[0];
    const last = this.#items.pop();
    if (first === undefined || last === undefined || this.#items.length === 0) return first?.item;
    this.#items[0] = last;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= this.#items.length) break;
      const child = left + 1 < this.#items.length && this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(child, at)) break;
      this.#swap(child, at);
      at = child;
    }
    return first.item;
  }

  #before(a: number, b: number): boolean {
    const x = this.#items[a]!;
    const y = this.#items[b]!;
    return x.item.time < y.item.time || (x.item.time === y.item.time && x.arrival < y.arrival);
  }

  #swap(a: number, b: number): void {
    const kept = this.#items[a]!;
    this.#items[a] = this.#items[b]!;
    this.#items[b] = kept;
  }
}
