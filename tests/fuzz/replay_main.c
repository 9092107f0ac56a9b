/*
 * replay_main.c - feeds files to a fuzz target without a fuzzer, so that `make test` runs each
 * target over its corpus and over all cases, with any compiler.
 *
 *   replay_NAME [--vary] PATH...
 *
 * A PATH is a file or a folder, taken with all that is below it. Each file is given whole and, with
 * --vary, what is before and behind some places in it: a file ends anywhere while it is typed, and
 * whatever looks ahead or back must stop there; and with other blanks and line ends. Its name is
 * printed before the target sees it: after a crash the last name is the culprit. Ends with the count
 * of files as `N passed, 0 failed`.
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CUTS = 8, VARIED_LIMIT = 1 << 16 /* bytes of a file that is varied */ };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void give_up(const char *path)
{
    perror(path);
    exit(2);
}

/* In memory of its own, so that a sanitizer sees what is read beyond. */
static void replay_part(const uint8_t *data, size_t size)
{
    uint8_t *part = malloc(size ? size : 1);
    if (!part)
        give_up("malloc");
    memcpy(part, data, size);
    LLVMFuzzerTestOneInput(part, size);
    free(part);
}

/* With TABs for blanks and CRLF for LF, as another editor would write it. */
static void replay_as_elsewhere(const uint8_t *data, size_t size)
{
    uint8_t *other = malloc(2 * size + 1);
    size_t length = 0;
    if (!other)
        give_up("malloc");
    for (size_t i = 0; i < size; i++) {
        if (data[i] == '\n')
            other[length++] = '\r';
        other[length++] = data[i] == ' ' ? '\t' : data[i];
    }
    replay_part(other, length);
    free(other);
}

/* Between two characters, as bytes that are no UTF-8 are seen by no parser. */
static void replay_cut(const uint8_t *data, size_t size)
{
    for (size_t i = 1; i <= CUTS; i++) {
        size_t at = size * i / (CUTS + 1);
        while (at < size && (data[at] & 0xC0) == 0x80)
            at++;
        replay_part(data, at);
        replay_part(data + at, size - at);
    }
}

static void replay_file(const char *path, size_t size, bool varies)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(size ? size : 1);
    if (!file || !data || fread(data, 1, size, file) != size)
        give_up(path);
    fclose(file);
    puts(path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(data, size);
    if (varies && size <= VARIED_LIMIT) {
        replay_cut(data, size);
        replay_as_elsewhere(data, size);
    }
    free(data);
}

/* Gives the number of files that were fed. */
static size_t replay_path(const char *path, bool varies)
{
    struct stat status;
    if (stat(path, &status) != 0)
        give_up(path);
    if (!S_ISDIR(status.st_mode)) {
        replay_file(path, (size_t)status.st_size, varies);
        return 1;
    }
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    if (count < 0)
        give_up(path);
    size_t files = 0;
    for (int i = 0; i < count; i++) {
        char below[4096];
        if (entries[i]->d_name[0] != '.') {
            int length = snprintf(below, sizeof below, "%s/%s", path, entries[i]->d_name);
            if (length < 0 || (size_t)length >= sizeof below)
                give_up(path);
            files += replay_path(below, varies);
        }
        free(entries[i]);
    }
    free(entries);
    return files;
}

int main(int argc, char **argv)
{
    size_t files = 0;
    bool varies = argc > 1 && strcmp(argv[1], "--vary") == 0;
    for (int i = 1 + varies; i < argc; i++)
        files += replay_path(argv[i], varies);
    printf("%zu passed, 0 failed\n", files);
    return 0;
}
