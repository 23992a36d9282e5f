// What runs in a pause container: nothing, for as long as its task lives. Holds the task's
// namespaces, buries processes that lost their parent where it is their init, and ends when it is
// told to.
//
// Without a C library, so that it is a few hundred bytes of machine code and needs nothing in its
// image.
namespace {

using Word = long;

#if defined(__x86_64__)
constexpr Word kBlockSignals = 14;  // rt_sigprocmask
constexpr Word kAwaitSignal = 128;  // rt_sigtimedwait
constexpr Word kWait = 61;          // wait4
constexpr Word kExit = 231;         // exit_group

Word system_call(Word number, Word first, Word second, Word third, Word fourth) {
    Word result = number;
    register Word fourth_register asm("r10") = fourth;
    asm volatile("syscall"
                 : "+a"(result)
                 : "D"(first), "S"(second), "d"(third), "r"(fourth_register)
                 : "rcx", "r11", "memory");
    return result;
}
#elif defined(__aarch64__)
constexpr Word kBlockSignals = 135;
constexpr Word kAwaitSignal = 137;
constexpr Word kWait = 260;
constexpr Word kExit = 94;

Word system_call(Word number, Word first, Word second, Word third, Word fourth) {
    register Word call asm("x8") = number;
    register Word result asm("x0") = first;
    register Word second_register asm("x1") = second;
    register Word third_register asm("x2") = third;
    register Word fourth_register asm("x3") = fourth;
    asm volatile("svc #0"
                 : "+r"(result)
                 : "r"(call), "r"(second_register), "r"(third_register), "r"(fourth_register)
                 : "memory");
    return result;
}
#else
#error "the pause program is not known on this architecture"
#endif

constexpr Word kInterrupt = 2;
constexpr Word kTerminate = 15;
constexpr Word kChildEnded = 17;
constexpr Word kSignalSetBytes = 8;
constexpr Word kDoNotWait = 1;

constexpr unsigned long signal_bit(Word signal) {
    return 1UL << static_cast<unsigned long>(signal - 1);
}

}  // namespace

extern "C" [[noreturn]] void _start() {
    const unsigned long all = ~0UL;
    const unsigned long awaited =
        signal_bit(kInterrupt) | signal_bit(kTerminate) | signal_bit(kChildEnded);
    system_call(kBlockSignals, 0, reinterpret_cast<Word>(&all), 0, kSignalSetBytes);
    while (true) {
        const Word signal =
            system_call(kAwaitSignal, reinterpret_cast<Word>(&awaited), 0, 0, kSignalSetBytes);
        if (signal == kInterrupt || signal == kTerminate) break;
        while (system_call(kWait, -1, 0, kDoNotWait, 0) > 0) {
        }
    }
    while (true) system_call(kExit, 0, 0, 0, 0);
}
