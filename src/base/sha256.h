/*
 * sha256.h - the SHA-256 hash (FIPS 180-4), which a page's security policy names its style by.
 *
 * Not made for secrets: nothing here is.
 */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/str.h"

enum { SHA256_BASE64_SIZE = 45 };

/* The 32 bytes of the hash of `text`. */
void sha256(struct str text, unsigned char digest[32]);

/* The hash in base 64 (RFC 4648, padded), 44 characters in `buffer`, NUL-terminated. */
struct str sha256_base64(struct str text, char buffer[SHA256_BASE64_SIZE]);

#endif
