/*
 * fuzz_import.c - a folder of files that import each other: the input, split at each NUL.
 *
 * The first is a.jx, which is compiled, the next b.jx and so on. Of the names that no file has,
 * those with a `/` lie outside and those with an `x` cannot be read.
 */
#include "fuzz/check.h"

#include "tools/compile.h"

enum { MOST = 26 };

struct folder {
    struct str files[MOST];
    unsigned count, loads;
};

static enum import_fault load(void *context, struct source *importer, struct str path,
                              struct arena *a, struct source **source)
{
    struct folder *folder = context;
    importer->identity = importer->path;
    folder->loads++;
    if (path.len == 4 && str_ends_with(path, STR(".jx")) && path.ptr[0] >= 'a' &&
        path.ptr[0] < 'a' + (int)folder->count) {
        *source = source_new(a, arena_copy(a, path), folder->files[path.ptr[0] - 'a']);
        (*source)->identity = (*source)->path;
        return IMPORT_FOUND;
    }
    return memchr(path.ptr, '/', path.len)   ? IMPORT_OUTSIDE
           : memchr(path.ptr, 'x', path.len) ? IMPORT_UNUSABLE
                                             : IMPORT_ABSENT;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct folder folder = {.count = 0};
    struct str rest = {(const char *)data, size};
    while (folder.count < MOST) {
        const char *nul = rest.len ? memchr(rest.ptr, '\0', rest.len) : NULL;
        size_t end = nul ? (size_t)(nul - rest.ptr) : rest.len;
        folder.files[folder.count++] = str_part(rest, 0, end);
        if (!nul)
            break;
        rest = str_part(rest, end + 1, rest.len);
    }
    struct compilation c = {.arena = ARENA_INIT};
    struct source *source = source_new(&c.arena, STR("a.jx"), folder.files[0]);
    compile(&c, check_library(), NULL, source,
            &(struct import_loader){.load = load, .context = &folder});
    /* An import is written once a load; a file that is 沿用d or 延续d is read for itself as well. */
    CHECK(folder.loads <= size * (folder.count + 1) && folder.loads <= IMPORT_READ_LIMIT);
    check_diags(&c.diags);
    check_printing(&c.diags, &c.arena, (unsigned)size);
    compilation_free(&c);
    return 0;
}
