import { UserError } from '../../lake/error.js';

/** A statement, or a part of it, that cannot be asked of ClickHouse; whoever asks adds what the statement is called. */
export class NotCarried extends UserError {
  constructor(what: string, hint?: string) {
    super(`${what} is not carried over to ClickHouse`, hint);
  }
}
