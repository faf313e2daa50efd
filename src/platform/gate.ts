import { Overloaded } from './errors/domain-error.js';

export interface Passage {
  /** The thing that it is a gate to, for the log. */
  what: string;
  /** How many may be inside at once, and how many may wait outside. */
  atOnce: number;
  queue: number;
  /** Milliseconds that somebody waits. */
  patience: number;
  /** Seconds after which who was refused may come again. */
  retryAfter: number;
}

/** Lets a few in at a time, in order of arrival; who waits too long, or finds too many waiting, is refused. */
export class Gate {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly passage: Passage) {}

  /**
   * @param patience milliseconds, when it is not that of the gate; `Infinity` for who may not be refused any more.
   * @throws Overloaded
   */
  async run<T>(work: () => Promise<T>, patience = this.passage.patience): Promise<T> {
    await this.enter(patience);
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private enter(patience: number): Promise<void> {
    if (this.inside < this.passage.atOnce) {
      this.inside += 1;
      return Promise.resolve();
    }
    const sure = patience === Infinity;
    if (!sure && this.waiting.length >= this.passage.queue) return Promise.reject(this.refusal());
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const enter = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const giveUp = (): void => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        reject(this.refusal());
      };
      if (!sure) timer = setTimeout(giveUp, patience);
      this.waiting.push(enter);
    });
  }

  /** The one that waits longest takes the place over. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inside -= 1;
  }

  private refusal(): Overloaded {
    return new Overloaded(this.passage.what, this.passage.retryAfter);
  }
}
