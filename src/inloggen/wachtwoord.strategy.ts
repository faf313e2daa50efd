import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import type { Gebruiker } from '../toegang/gebruiker.entity.js';
import { Wachtwoorden } from '../toegang/wachtwoorden.js';

/** passport-local on our form; the session is a row of our own, so passport keeps none. */
@Injectable()
export class WachtwoordStrategy extends PassportStrategy(Strategy, 'wachtwoord') {
  constructor(private readonly wachtwoorden: Wachtwoorden) {
    super({ usernameField: 'email', passwordField: 'wachtwoord', session: false });
  }

  async validate(email: unknown, wachtwoord: unknown): Promise<Gebruiker | false> {
    if (typeof email !== 'string' || typeof wachtwoord !== 'string') return false;
    return (await this.wachtwoorden.controleer(email, wachtwoord)) ?? false;
  }
}

/** Lets the controller show the form again instead of answering 401. */
@Injectable()
export class WachtwoordGuard extends AuthGuard('wachtwoord') {
  override handleRequest<User>(error: unknown, user: User | false): User {
    if (error) throw error as Error;
    return (user || undefined) as User;
  }
}
