/* signs.c - the signs outside ASCII that the language knows. */
#include "syntax/signs.h"

#include "base/utf8.h"

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

bool signs_are_absent(struct str text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t point = utf8_next(text, &at);
        const char *twin = point < 0x80 ? NULL : sign_twin(point);
        bool is_digit = twin && twin[0] >= '0' && twin[0] <= '9';
        bool is_plain = (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z') ||
                        (point >= 'A' && point <= 'Z') ||
                        (point && point < 0x80 && strchr("_-. \t", (int)point));
        if (!is_plain && !is_digit && (point < 0x80 || twin))
            return false;
    }
    return true;
}
