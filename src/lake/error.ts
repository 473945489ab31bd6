/** An error the user can act on: what happened and where, and what to do next. Printed once, by the command line. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** @param exitCode 1 the work failed, 2 the command was used wrongly */
  constructor(message: string, readonly hint?: string, readonly exitCode: 1 | 2 = 1) {
    super(message);
  }
}
