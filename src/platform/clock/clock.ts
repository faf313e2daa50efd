import { Injectable } from '@nestjs/common';

/** The only place where the time comes from; tests and `npm run taak -- … --nu` put another one here. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** The moment that was put in the place of the present one; null when this clock just runs. */
  asOf(): Date | null {
    return null;
  }

  /** The time that has passed for everybody, also when `now` is somewhere else. */
  reallyNow(): Date {
    return this.now();
  }
}

/** A clock that stands still until it is told otherwise. */
export class FixedClock extends Clock {
  constructor(private moment: Date) {
    super();
  }

  override now(): Date {
    return new Date(this.moment);
  }

  set(moment: Date): void {
    this.moment = moment;
  }

  /** Moves forward by a number of minutes. */
  advance(minutes: number): void {
    this.moment = new Date(this.moment.getTime() + minutes * 60_000);
  }
}

/** As of another moment, while the world goes on: for `npm run taak -- … --nu`. */
export class AsOfClock extends FixedClock {
  override asOf(): Date {
    return this.now();
  }

  override reallyNow(): Date {
    return new Date();
  }
}
