#include "cmd/stop_signal.h"

#include <pthread.h>

#include <initializer_list>

namespace gantry::cmd {

StopSignal::StopSignal() {
    sigemptyset(&signals_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&signals_, signal);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    // A peer that goes away while we write is an error code, not an end.
    std::signal(SIGPIPE, SIG_IGN);
}

int StopSignal::wait() const {
    int signal = 0;
    sigwait(&signals_, &signal);
    return signal;
}

}  // namespace gantry::cmd
