/* numbering.c - what people number the items of a list with. */
#include "syntax/numbering.h"

#include "base/utf8.h"
#include "syntax/quantity_word.h"
#include "syntax/signs.h"

/* The end of a number of a list at byte `at`, in figures or in words; `at` itself if there is none. */
static size_t list_number_end(struct str text, size_t at)
{
    enum { MOST = 3 };
    size_t length;
    for (int count = 0; count < MOST; count++) {
        if (sign_digit(text, at, &length) < 0) {
            length = 3;
            if (!begins_with_number_word(str_part(text, at < text.len ? at : text.len, text.len)))
                break;
        }
        at += length;
    }
    return at;
}

static bool is_circled(uint32_t point)
{
    return point >= 0x2460 && point <= 0x249B; /* ① to ⑳, ⑴ to ⒇, ⒈ to ⒛ */
}

size_t numbering_end(struct str text, size_t at)
{
    static const char *const behind[] = {"、", "．", ".", "）", ")"};
    bool is_bracketed = str_stands_at(text, at, "（") || str_stands_at(text, at, "(");
    size_t start = is_bracketed ? at + (text.ptr[at] == '(' ? 1 : 3) : at, digit;
    size_t end = list_number_end(text, start);
    if (end == start) {
        if (at < text.len && (unsigned char)text.ptr[at] == 0xE2 &&
            is_circled(utf8_next(text, &at)))
            return at;
        return 0;
    }
    for (size_t i = is_bracketed ? 3 : 0; i < sizeof behind / sizeof behind[0]; i++) {
        if (str_stands_at(text, end, behind[i]))
            return sign_digit(text, end + strlen(behind[i]), &digit) < 0 ? end + strlen(behind[i])
                                                                         : 0;
    }
    return 0;
}
