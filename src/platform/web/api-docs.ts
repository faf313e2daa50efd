import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiProperty, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';

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

  @ApiProperty({ type: [VeldfoutDto], required: false })
  fouten?: VeldfoutDto[];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description:
      'Bij `naam-anders`: voornaam, tussenvoegsel en achternaam zoals wij ze bij dit adres kennen.',
  })
  bekend?: unknown;
}

const sentences: Record<number, string> = {
  400: 'Velden kloppen niet; alle fouten tegelijk.',
  401: 'Log eerst in of stuur een sleutel mee.',
  403: 'Dit mag niet.',
  404: 'Dit bestaat niet.',
  406: 'In dit formaat bestaat het niet.',
  409: 'Dit kan nu niet.',
  413: 'De inhoud is groter dan 100 kB.',
  422: 'De waarden kunnen niet.',
  429: 'Te veel verzoeken.',
};

/** Names the error answers of a call in the OpenAPI document. */
export function Problems(...statuses: (keyof typeof sentences)[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: sentences[status] ?? '',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDto' } } },
      }),
    ),
  );
}

/** A group of calls that may be made with a key. */
export function ApiGroup(name: string): ClassDecorator {
  return applyDecorators(ApiTags(name), ApiBearerAuth('sleutel'));
}
