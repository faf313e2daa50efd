import { applyDecorators, Header } from '@nestjs/common';
import { ApiExtension, ApiProperty, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';

class BekendDto {
  @ApiProperty()
  voornaam!: string;

  @ApiProperty({ type: String, nullable: true })
  tussenvoegsel!: string | null;

  @ApiProperty()
  achternaam!: string;
}

class VeldfoutDto {
  @ApiProperty()
  veld!: string;

  @ApiProperty()
  melding!: string;
}

/** RFC 9457 problem details, as every error answer has it. */
export class ProblemDto {
  @ApiProperty({ example: 'about:blank' })
  type!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ type: 'integer' })
  status!: number;

  @ApiProperty({ description: 'Voor mensen, in het Nederlands.' })
  detail!: string;

  @ApiProperty({ description: 'Voor programma’s; verandert niet.' })
  code!: string;

  @ApiProperty({ format: 'uri-reference', description: 'Het verzoek: X-Request-Id als URN.' })
  instance!: string;

  @ApiProperty({ type: [VeldfoutDto], required: false })
  fouten?: VeldfoutDto[];

  @ApiPropertyOptional({
    type: BekendDto,
    nullable: true,
    description:
      'Bij `naam-anders`: voornaam, tussenvoegsel en achternaam zoals wij ze bij dit adres kennen.',
  })
  bekend?: BekendDto | null;
}

export const sentences = {
  400: 'Velden kloppen niet; alle fouten tegelijk.',
  401: 'Log eerst in of stuur een sleutel mee; of de sleutel bestaat niet.',
  403: 'Dit mag niet.',
  404: 'Dit bestaat niet.',
  406: 'In dit formaat bestaat het niet.',
  409: 'Dit kan nu niet.',
  413: 'De inhoud is groter dan 100 kB.',
  414: 'Een deel van het adres is te lang.',
  415: 'Verstuur JSON.',
  422: 'De waarden kunnen niet.',
  429: 'Te veel verzoeken.',
  503: 'Het is nu te druk; probeer het straks opnieuw.',
} as const;
export type ProblemStatus = keyof typeof sentences;

export const problemOf = (status: ProblemStatus) => ({
  description: sentences[status],
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } },
});

/**
 * Names the error answers that are this call's own. What every call of its kind may answer (a field that is wrong, no
 * key, a body of the wrong sort) follows from what it is, and is added to the document: see `openapi-operations.ts`.
 */
export function Problems(...statuses: ProblemStatus[]): MethodDecorator & ClassDecorator {
  return applyDecorators(...statuses.map((status) => ApiResponse({ status, ...problemOf(status) })));
}

/** A group of calls. */
export const ApiGroup = (name: string): ClassDecorator => ApiTags(name);

/** Says who may make a call: all without a key, or with a key that was made for `scope` (null: any key). */
export interface Access {
  open: boolean;
  scope: string | null;
}

/** The place in the document that carries it until it is told in words. */
export const ACCESS = 'x-toegang';

export const ApiAccess = (access: Access): MethodDecorator & ClassDecorator => ApiExtension(ACCESS, access);

export const NOT_KEPT = 'x-niet-bewaren';

/** For who has the link only: open to all who know the address, but kept by no cache and read by no other site. */
export const NotKept = (): MethodDecorator =>
  applyDecorators(Header('cache-control', 'no-store'), ApiExtension(NOT_KEPT, true));
