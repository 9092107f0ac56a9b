/*
 * embed.c - turns files into a C source that holds their text; runs while the program is built.
 *
 *   embed HEADER ARRAY PREFIX ROOT [FILE...] > OUTPUT.c
 *
 * writes `const struct stdlib_file ARRAY[]`, one row a FILE in the order given, then a row of
 * zeros. The path in a row is the FILE's with the leading ROOT replaced by PREFIX. HEADER declares
 * the array. A line of the text becomes a string literal on a line of its own, which compilers read
 * some thirty times faster than a list of numbers.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *path, const char *reason)
{
    fprintf(stderr, "embed: %s: %s\n", path, reason);
    exit(2);
}

/*
 * Writes one byte of a literal. All but plain ASCII is three octal digits: whatever the text holds,
 * the compiler sees no other character set, and a digit that follows is not taken for a fourth. The
 * question mark is escaped because two of them begin a trigraph.
 */
static void write_byte(int byte, FILE *out)
{
    if (byte == '\n')
        fputs("\\n", out);
    else if (byte == '"' || byte == '\\' || byte == '?')
        fprintf(out, "\\%c", byte);
    else if (byte >= ' ' && byte <= '~')
        fputc(byte, out);
    else
        fprintf(out, "\\%03o", (unsigned)byte);
}

/* Writes the whole of `file` as adjacent literals and returns its length. */
static size_t write_text(FILE *file, FILE *out)
{
    size_t length = 0;
    bool open = false;
    for (int byte; (byte = getc(file)) != EOF; length++) {
        if (!open)
            fputs("\n     \"", out);
        open = byte != '\n';
        write_byte(byte, out);
        if (!open)
            fputc('"', out);
    }
    if (open)
        fputc('"', out);
    if (length == 0)
        fputs(" \"\"", out);
    return length;
}

static void write_row(const char *path, const char *prefix, const char *root, FILE *out)
{
    size_t root_length = strlen(root);
    if (strncmp(path, root, root_length) != 0)
        fail(path, "does not stand below the root that was given");
    FILE *file = fopen(path, "rb");
    if (!file)
        fail(path, strerror(errno));
    fprintf(out, "    {\"%s%s\",", prefix, path + root_length);
    size_t length = write_text(file, out);
    fprintf(out, ", %zu},\n", length);
    if (ferror(file))
        fail(path, strerror(errno));
    fclose(file);
}

int main(int argc, char **argv)
{
    if (argc < 5)
        fail("usage", "embed HEADER ARRAY PREFIX ROOT [FILE...]");
    printf("/* Made by stdlib/embed.c; not to be edited. */\n#include \"%s\"\n\n", argv[1]);
    printf("const struct stdlib_file %s[] = {\n", argv[2]);
    for (int i = 5; i < argc; i++)
        write_row(argv[i], argv[3], argv[4], stdout);
    puts("    {0},\n};");
    if (fflush(stdout) != 0 || ferror(stdout))
        fail("output", strerror(errno));
    return 0;
}
