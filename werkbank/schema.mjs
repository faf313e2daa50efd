// The schema in words that do not depend on the order in which it came about.

const PARTS = [
  `SELECT format('%s.%s %s%s default %s generated %s', table_name, column_name, udt_name,
          CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END, coalesce(column_default, '-'),
          coalesce(generation_expression, '-')) FROM information_schema.columns WHERE table_schema = 'public'`,
  `SELECT format('%s constraint %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace`,
  `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'`,
  `SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')`,
  `SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal`,
  `SELECT format('view %s %s', viewname, definition) FROM pg_views WHERE schemaname = 'public'`,
];

export async function readSchema(client) {
  const parts = [];
  for (const text of PARTS) {
    const { rows } = await client.query({ text, rowMode: 'array' });
    parts.push(...rows.map(([line]) => line).sort());
  }
  return `${parts.join('\n')}\n`;
}
