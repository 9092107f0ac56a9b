/* known_indicator.c - indicators of the library by name. */
#include "sema/catalogue.h"

#include "base/bytes.h"
#include "base/utf8.h"

/* The text without the pair of brackets that it ends in, “（人次）”. */
static struct str without_brackets(struct str text)
{
    const struct str pairs[][2] = {
        {STR("（"), STR("）")}, {STR("("), STR(")")}, {STR("("), STR("）")}, {STR("（"), STR(")")}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (!str_ends_with(text, pairs[i][1]))
            continue;
        for (size_t at = text.len; at-- > 1;) {
            if (str_starts_with(str_part(text, at, text.len), pairs[i][0]))
                return str_part(text, 0, at);
        }
    }
    return text;
}

struct str indicator_key(struct arena *a, struct str name)
{
    if (bytes_skip_ideographs(name, 0) == name.len)
        return name; /* with nothing to leave out */
    struct str composed = utf8_compose(a, name);
    char *key = arena_bytes(a, composed.len + 1);
    size_t length = 0;
    for (size_t at = 0; at < composed.len;) {
        size_t start = at;
        at = bytes_skip_ideographs(composed, at);
        memcpy(key + length, composed.ptr + start, at - start);
        length += at - start;
        if (at == composed.len)
            break;
        start = at;
        uint32_t point = utf8_next(composed, &at);
        bool is_blank = point == 0x3000 || point == '\t' || point == '\n' || point == '\r' ||
                        (point == ' ' && (length == 0 || (unsigned char)key[length - 1] >= 0x80));
        if (is_blank)
            continue;
        memcpy(key + length, composed.ptr + start, at - start);
        length += at - start;
    }
    struct str text = without_brackets((struct str){key, length});
    while (text.len && text.ptr[text.len - 1] == ' ')
        text.len--;
    return text;
}

const struct known_indicator *catalogue_indicator(const struct catalogue *catalogue,
                                                  struct arena *a, struct str name)
{
    struct str key = indicator_key(a, name);
    struct word_found found = {.word = {0}};
    for (; catalogue && found.word.len == 0; catalogue = catalogue->outer) {
        if (catalogue->indicator_names.count)
            found = word_set_find_last(&catalogue->indicator_names, key);
    }
    return found.value;
}
