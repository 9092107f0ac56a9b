/*
 * image.c - parses the library while the program is built, and keeps the trees as bytes.
 *
 *   image PREFIX ROOT [FILE...] > OUTPUT
 *
 * writes the image of each FILE's tree (syntax/ast_image.h), one behind the other, in the order
 * given. A file is called in messages as embed.c has it, with ROOT replaced by PREFIX. A mistake in
 * a file, a mere hint even, ends the build.
 */
#include "base/diag.h"
#include "syntax/ast_image.h"
#include "syntax/parse.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static void fail(const char *path, const char *reason)
{
    fprintf(stderr, "image: %s: %s\n", path, reason);
    exit(2);
}

static struct str read_file(struct arena *a, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail(path, strerror(errno));
    char *text = NULL;
    size_t length = 0, room = 0;
    do {
        if (length == room) {
            room = room ? room * 2 : 65536;
            text = arena_grow(a, text, 1, length, room);
        }
        length += fread(text + length, 1, room - length, file);
    } while (!feof(file) && !ferror(file));
    if (ferror(file))
        fail(path, strerror(errno));
    fclose(file);
    return (struct str){text, length};
}

/* Tells of the first mistake by its line and code; `explain` says what the code means. */
static void refuse(const char *path, struct source *source, const struct diag *diag,
                   struct arena *a)
{
    source_index(source, a);
    fprintf(stderr, "%s:%u: %s\n", path, source_line(source, diag->span.start),
            diag_info(diag->code)->code);
    exit(1);
}

static void write_image(const char *path, const char *prefix, const char *root)
{
    size_t root_length = strlen(root);
    if (strncmp(path, root, root_length) != 0)
        fail(path, "does not stand below the root that was given");
    struct arena a = ARENA_INIT;
    struct diags diags = {.arena = &a};
    struct str name = arena_format(&a, "%s%s", prefix, path + root_length);
    struct source *source = source_new(&a, name, read_file(&a, path));
    struct ast_nodes nodes = parse(source, &a, &diags, NULL);
    if (diags.first)
        refuse(path, source, diags.first, &a);
    struct str image = ast_image_write(&a, source, nodes);
    fwrite(image.ptr, 1, image.len, stdout);
    arena_free(&a);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        fail("usage", "image PREFIX ROOT [FILE...]");
    for (int i = 3; i < argc; i++)
        write_image(argv[i], argv[1], argv[2]);
    if (fflush(stdout) != 0 || ferror(stdout))
        fail("output", strerror(errno));
    return 0;
}
