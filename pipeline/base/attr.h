/* base/attr.h -- what the compiler is told; the only GNU extensions. */
#ifndef BASE_ATTR_H
#define BASE_ATTR_H

#define MUST_CHECK        __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define NORETURN          __attribute__((noreturn))
#define COUNT(a)          (sizeof(a) / sizeof *(a))

#endif
