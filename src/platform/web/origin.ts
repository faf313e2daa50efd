import ipaddr from 'ipaddr.js';

/** A customer of a provider gets at least this many bits of IPv6 to himself, and may change the rest with each request. */
const IPV6_NETWORK_BYTES = 8;

/**
 * Where a request comes from, as far as somebody can be held to it: an address of IPv4, or the /64 of an address of
 * IPv6. What is no address stays as it is.
 */
export function originOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return address.toString();
  return Buffer.from(address.toByteArray().slice(0, IPV6_NETWORK_BYTES)).toString('hex');
}
