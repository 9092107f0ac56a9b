/* signs.c - the signs outside ASCII that the language knows. */
#include "syntax/signs.h"

const char *sign_twin(uint32_t point)
{
    switch (point) {
#define SIGN(point, ascii) \
    case point:            \
        return ascii;
#include "syntax/signs.def"
#undef SIGN
    }
    return NULL;
}

int sign_digit(struct str text, size_t at, size_t *length)
{
    if (at >= text.len)
        return -1;
    unsigned char first = (unsigned char)text.ptr[at];
    *length = 1;
    if (first >= '0' && first <= '9')
        return first - '0';
    /* U+FF10 to U+FF19 are EF BC 90 to EF BC 99. */
    if (first != 0xEF || at + 3 > text.len || (unsigned char)text.ptr[at + 1] != 0xBC)
        return -1;
    int digit = (unsigned char)text.ptr[at + 2] - 0x90;
    *length = 3;
    return digit >= 0 && digit <= 9 ? digit : -1;
}
