/*
 * replay_main.c - feeds files to a fuzz target without a fuzzer, so that `make test` runs each
 * target over its corpus and over all cases, with any compiler.
 *
 *   replay_NAME PATH...
 *
 * A PATH is a file or a folder, taken with all that is below it. Each file's name is printed before
 * the target sees it: after a crash the last name is the culprit. Ends with the count of files as
 * `N passed, 0 failed`.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void give_up(const char *path)
{
    perror(path);
    exit(2);
}

static void replay_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(size ? size : 1);
    if (!file || !data || fread(data, 1, size, file) != size)
        give_up(path);
    fclose(file);
    puts(path);
    fflush(stdout);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
}

/* Gives the number of files that were fed. */
static size_t replay_path(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        give_up(path);
    if (!S_ISDIR(status.st_mode)) {
        replay_file(path, (size_t)status.st_size);
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
            files += replay_path(below);
        }
        free(entries[i]);
    }
    free(entries);
    return files;
}

int main(int argc, char **argv)
{
    size_t files = 0;
    for (int i = 1; i < argc; i++)
        files += replay_path(argv[i]);
    printf("%zu passed, 0 failed\n", files);
    return 0;
}
