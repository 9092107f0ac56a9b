/* typed_text.c - the pieces of a line as a person typed it. */
#include "sema/typed_text.h"

#include "syntax/signs.h"

struct str typed_trim(struct str text)
{
    static const struct str wide = {"\xE3\x80\x80", 3};
    for (;;) {
        size_t before = text.len;
        if (text.len && strchr(" \t\r", text.ptr[0]))
            text = typed_rest(text, 1);
        else if (str_starts_with(text, wide))
            text = typed_rest(text, wide.len);
        if (text.len && strchr(" \t\r", text.ptr[text.len - 1]))
            text.len--;
        else if (str_ends_with(text, wide))
            text.len -= wide.len;
        if (text.len == before)
            return text;
    }
}

size_t typed_mark(struct str text, bool at_end)
{
    static const char *const marks[] = {"：", ":", "，", ","};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        struct str mark = str_of(marks[i]);
        if (at_end ? str_ends_with(text, mark) : str_starts_with(text, mark))
            return mark.len;
    }
    return 0;
}

size_t typed_quoted(struct str text)
{
    bool is_wide = str_starts_with(text, STR("“"));
    struct str close = is_wide ? STR("”") : STR("\"");
    if (!is_wide && !str_starts_with(text, STR("\"")))
        return 0;
    for (size_t at = 1; at + close.len <= text.len; at++) {
        if (str_starts_with(typed_rest(text, at), close))
            return at + close.len;
    }
    return 0;
}

size_t typed_number(struct str text)
{
    size_t at = 0, length;
    while (at < text.len) {
        if (sign_digit(text, at, &length) >= 0)
            at += length;
        else if (at > 0 && strchr(".,", text.ptr[at]))
            at++;
        else
            break;
    }
    return at;
}
