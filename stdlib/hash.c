/*
 * hash.c - hashes a file while the program is built.
 *
 *   hash < FILE > OUTPUT
 *
 * writes the SHA-256 of FILE in base 64, with no line's end: what a page's security policy names its
 * style by, which is the same for every page.
 */
#include "base/sha256.h"

#include <stdio.h>
#include <stdlib.h>

static void fail(const char *reason)
{
    fprintf(stderr, "hash: %s\n", reason);
    exit(2);
}

int main(void)
{
    enum { LARGEST = 1 << 20 };
    static char text[LARGEST];
    char hash[SHA256_BASE64_SIZE];
    size_t length = fread(text, 1, sizeof text, stdin);
    if (ferror(stdin) || length == sizeof text)
        fail("the file is too large or cannot be read");
    struct str written = sha256_base64((struct str){text, length}, hash);
    fwrite(written.ptr, 1, written.len, stdout);
    if (fflush(stdout) != 0 || ferror(stdout))
        fail("the output cannot be written");
    return 0;
}
