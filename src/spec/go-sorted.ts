/**
 * A list in the order in which Go's sort.Slice leaves it, as Docker sends it: beyond twelve entries equals do not keep
 * theirs. It is Go's pattern-defeating quicksort, step by step. (Go 1.19 and later, sort/zsortfunc.go)
 */
export const goSorted = <Item>(
  items: readonly Item[],
  less: (one: Item, other: Item) => boolean,
): Item[] => {
  const sorting = new Sorting([...items], less);
  sorting.sort(0, items.length, bitsOf(items.length));
  return sorting.items;
};

const bitsOf = (value: number): number => (value === 0 ? 0 : Math.floor(Math.log2(value)) + 1);

class Sorting<Item> {
  readonly items: Item[];
  private readonly isBefore: (one: Item, other: Item) => boolean;

  constructor(items: Item[], isBefore: (one: Item, other: Item) => boolean) {
    this.items = items;
    this.isBefore = isBefore;
  }

  sort(start: number, end: number, most: number): void {
    let [from, to, limit, wasBalanced, wasPartitioned] = [start, end, most, true, true];
    for (;;) {
      const length = to - from;
      if (length <= 12 || limit === 0) {
        this.sortWhole(from, to);
        return;
      }
      if (!wasBalanced) {
        this.breakPatterns(from, to);
        limit -= 1;
      }
      const { pivot, isRising } = this.pivot(from, to);
      if (wasBalanced && wasPartitioned && isRising && this.insertFew(from, to)) return;
      if (from > 0 && !this.less(from - 1, pivot)) {
        from = this.partEqual(from, to, pivot);
        continue;
      }
      const { middle, wasSo } = this.part(from, to, pivot);
      wasPartitioned = wasSo;
      wasBalanced = Math.min(middle - from, to - middle) >= Math.floor(length / 8);
      if (middle - from < to - middle) {
        this.sort(from, middle, limit);
        from = middle + 1;
      } else {
        this.sort(middle + 1, to, limit);
        to = middle;
      }
    }
  }

  private less(one: number, other: number): boolean {
    return this.isBefore(this.items[one] as Item, this.items[other] as Item);
  }

  private swap(one: number, other: number): void {
    const { items } = this;
    [items[one], items[other]] = [items[other] as Item, items[one] as Item];
  }

  private sortWhole(from: number, to: number): void {
    if (to - from <= 12) this.insert(from, to);
    else this.heap(from, to);
  }

  private insert(from: number, to: number): void {
    for (let i = from + 1; i < to; i++)
      for (let j = i; j > from && this.less(j, j - 1); j--) this.swap(j, j - 1);
  }

  /** Whether a few steps were enough. */
  private insertFew(from: number, to: number): boolean {
    let i = from + 1;
    for (let step = 0; step < 5; step++) {
      while (i < to && !this.less(i, i - 1)) i++;
      if (i === to) return true;
      if (to - from < 50) return false;
      this.swap(i, i - 1);
      if (i - from >= 2)
        for (let j = i - 1; j >= 1 && this.less(j, j - 1); j--) this.swap(j, j - 1);
      if (to - i >= 2) for (let j = i + 1; j < to && this.less(j, j - 1); j++) this.swap(j, j - 1);
    }
    return false;
  }

  private pivot(from: number, to: number): { pivot: number; isRising: boolean } {
    const length = to - from;
    const quarter = Math.floor(length / 4);
    const three = [1, 2, 3].map((n) => from + quarter * n) as [number, number, number];
    let swaps = 0;
    const median = ([a, b, c]: readonly [number, number, number]): number => {
      const ordered = (one: number, other: number): [number, number] => {
        if (!this.less(other, one)) return [one, other];
        swaps += 1;
        return [other, one];
      };
      const [low, high] = ordered(a, b);
      const [middle] = ordered(high, c);
      return ordered(low, middle)[1];
    };
    const near = length >= 50 ? three.map((at) => median([at - 1, at, at + 1])) : three;
    const pivot = median(near as [number, number, number]);
    if (swaps < 12) return { pivot, isRising: swaps === 0 };
    for (let [i, j] = [from, to - 1]; i < j; i++, j--) this.swap(i, j);
    return { pivot: to - 1 - (pivot - from), isRising: true };
  }

  private part(from: number, to: number, pivot: number): { middle: number; wasSo: boolean } {
    this.swap(from, pivot);
    let [i, j, swaps] = [from + 1, to - 1, 0];
    for (;;) {
      while (i <= j && this.less(i, from)) i++;
      while (i <= j && !this.less(j, from)) j--;
      if (i > j) break;
      this.swap(i++, j--);
      swaps += 1;
    }
    this.swap(j, from);
    return { middle: j, wasSo: swaps === 0 };
  }

  /** What is no greater than the pivot is equal to it, and goes first. */
  private partEqual(from: number, to: number, pivot: number): number {
    this.swap(from, pivot);
    let [i, j] = [from + 1, to - 1];
    for (;;) {
      while (i <= j && !this.less(from, i)) i++;
      while (i <= j && this.less(from, j)) j--;
      if (i > j) return i;
      this.swap(i++, j--);
    }
  }

  private breakPatterns(from: number, to: number): void {
    const length = to - from;
    let random = BigInt(length);
    for (let i = 0; i < 3; i++) {
      random = BigInt.asUintN(64, random ^ (random << 13n));
      random ^= random >> 7n;
      random = BigInt.asUintN(64, random ^ (random << 17n));
      const other = Number(random & ((1n << BigInt(bitsOf(length))) - 1n));
      const at = from + Math.floor(length / 4) * 2 - 1 + i;
      this.swap(at, from + (other >= length ? other - length : other));
    }
  }

  private heap(from: number, to: number): void {
    const length = to - from;
    for (let i = Math.floor((length - 1) / 2); i >= 0; i--) this.sift(i, length, from);
    for (let i = length - 1; i >= 0; i--) {
      this.swap(from, from + i);
      this.sift(0, i, from);
    }
  }

  private sift(top: number, to: number, first: number): void {
    for (let root = top; ; ) {
      let child = 2 * root + 1;
      if (child >= to) return;
      if (child + 1 < to && this.less(first + child, first + child + 1)) child++;
      if (!this.less(first + root, first + child)) return;
      this.swap(first + root, first + child);
      root = child;
    }
  }
}
