/*
 * mutants_trace.c - notes which blocks of the library were run, for mutants.py.
 *
 * The library that is traced is compiled with -fsanitize-coverage=trace-pc, this file without. Each process that
 * loads it writes into the same file, TRACE_FILE: the byte at N is 1 once the block whose call returns to the
 * N-th byte of the library was run. Whoever asks empties the file between two runs.
 */
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void __sanitizer_cov_trace_pc(void);

extern const unsigned char __ehdr_start[] __attribute__((visibility("hidden")));
static unsigned char *seen;

__attribute__((constructor)) static void open_file(void)
{
    int file = open(TRACE_FILE, O_RDWR | O_CLOEXEC);
    if (file < 0)
        return;
    void *map = mmap(NULL, TRACE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    seen = map == MAP_FAILED ? NULL : map;
    close(file);
}

void __sanitizer_cov_trace_pc(void)
{
    uintptr_t at = (uintptr_t)__builtin_return_address(0) - (uintptr_t)__ehdr_start;
    if (seen && at < TRACE_SIZE)
        seen[at] = 1;
}
