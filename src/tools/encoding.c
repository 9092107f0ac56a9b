/* encoding.c - files that git puts into the work tree in another encoding. */
#include "tools/encoding.h"

#include "base/utf8.h"
#include "tools/git.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>

enum {
    ENOUGH = 1024,        /* bytes of which no other encoding looks like UTF-8 */
    ENOUGH_TO_GUESS = 64, /* hardly any other */
};

/* Whether so many bytes from the first that is not ASCII are UTF-8: those of another encoding never are all. */
static bool is_utf8(struct str text, size_t enough)
{
    enum { LONGEST = 4 };
    size_t start = 0;
    for (uint64_t bytes; start + sizeof bytes <= text.len; start += sizeof bytes) {
        memcpy(&bytes, text.ptr + start, sizeof bytes);
        if (bytes & 0x8080808080808080u)
            break;
    }
    size_t end = text.len - start > enough ? start + enough : text.len;
    struct str head = str_part(text, start, end);
    for (size_t at = 0; at < head.len;) {
        struct utf8_place place = utf8_check(head, at);
        bool is_cut = end < text.len && place.start + LONGEST > head.len;
        if ((place.fault == UTF8_INVALID && !is_cut) || place.fault == UTF8_NUL)
            return false;
        at = place.end;
    }
    return true;
}

/* False if a byte of it is no character, or the encoding is not known. */
static bool convert(struct arena *a, const char *to, const char *from, struct str text,
                    struct str *result)
{
    iconv_t converter = iconv_open(to, from);
    if (converter == (iconv_t)-1)
        return false;
    size_t room = text.len * 2 + 64, left = room, rest = text.len;
    char *bytes = arena_bytes(a, room), *out = bytes;
    char *in = (char *)(uintptr_t)text.ptr; /* iconv reads it only */
    bool done = false;
    for (bool grows = true; grows;) {
        done = iconv(converter, &in, &rest, &out, &left) != (size_t)-1 &&
               iconv(converter, NULL, NULL, &out, &left) != (size_t)-1;
        grows = !done && errno == E2BIG;
        if (grows) {
            size_t length = (size_t)(out - bytes);
            bytes = arena_grow(a, bytes, 1, length, room * 2);
            left = room * 2 - length;
            room *= 2;
            out = bytes + length;
        }
    }
    iconv_close(converter);
    *result = (struct str){bytes, (size_t)(out - bytes)};
    return done;
}

/* What git's attributes say; empty if nothing. */
static struct str find_encoding(struct arena *a, const char *path)
{
    const char *slash = path[0] == '/' ? strrchr(path, '/') : NULL;
    const char *folder =
        slash ? arena_copy(a, str_part(str_of(path), 0, (size_t)(slash - path) + 1)).ptr : ".";
    const char *const arguments[] = {
        "-C", folder, "check-attr", "-z", "working-tree-encoding", "--", slash ? slash + 1 : path,
        NULL};
    struct str output, fields[3] = {{0}};
    if (git_run(a, arguments, true, &output) != 0)
        return (struct str){0};
    for (size_t i = 0, at = 0; i < 3 && at < output.len; i++) { /* path, attribute, value */
        const char *end = memchr(output.ptr + at, '\0', output.len - at);
        size_t stop = end ? (size_t)(end - output.ptr) : output.len;
        fields[i] = str_part(output, at, stop);
        at = stop + 1;
    }
    bool says = fields[2].len && !str_equal(fields[2], STR("unspecified")) &&
                !str_equal(fields[2], STR("set")) && !str_equal(fields[2], STR("unset"));
    return says ? arena_copy(a, fields[2]) : (struct str){0};
}

void encoding_read(struct arena *a, const char *path, struct source *source)
{
    struct str text;
    if (is_utf8(source->text, ENOUGH))
        return;
    struct str encoding = find_encoding(a, path);
    if (!encoding.len || !convert(a, "UTF-8", encoding.ptr, source->text, &text) ||
        text.len > SOURCE_SIZE_LIMIT)
        return;
    source->text = text;
    source->encoding = encoding;
}

bool encoding_guess(struct arena *a, const char *path, struct source *source, struct str *last,
                    struct arena *kept)
{
    struct str text;
    if (is_utf8(source->text, ENOUGH_TO_GUESS))
        return true;
    if (last->len && convert(a, "UTF-8", last->ptr, source->text, &text)) {
        source->text = text;
        return false;
    }
    encoding_read(a, path, source);
    if (source->encoding.len)
        *last = arena_copy(kept, source->encoding);
    return false;
}

bool encoding_write(struct arena *a, const struct source *source, struct str text,
                    struct str *bytes)
{
    struct str again;
    *bytes = text;
    if (!source->encoding.len)
        return true;
    return convert(a, source->encoding.ptr, "UTF-8", text, bytes) &&
           convert(a, "UTF-8", source->encoding.ptr, *bytes, &again) && str_equal(again, text);
}
