import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AfterAnswer } from './after-answer.js';
import { Changes } from './changes.js';
import { Draining } from './draining.js';
import { ErrorFilter } from './error.filter.js';
import { KeptAnswers } from './kept-answers.js';
import { RateLimiter } from './rate-limiter.js';
import { Shell } from './shell.js';
import { CheckPipe } from './validation.js';

/** How every request is read and every answer leaves: checked bodies, pages in their shell, errors as one shape. */
@Module({
  providers: [
    Draining,
    Shell,
    RateLimiter,
    AfterAnswer,
    KeptAnswers,
    Changes,
    { provide: APP_PIPE, useClass: CheckPipe },
    { provide: APP_FILTER, useClass: ErrorFilter },
    { provide: APP_INTERCEPTOR, useExisting: Shell },
  ],
  exports: [Shell, RateLimiter, AfterAnswer],
})
export class WebModule {}
