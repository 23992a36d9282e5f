#pragma once

#include <exception>
#include <string_view>

#include "base/log.h"

namespace gantry::net {

/// Calls into the program. What it throws is logged and ends here.
/// @param who whose code it is, for the log
/// @return false when it threw
template <class Call>
bool guarded(std::string_view who, const Call& call) {
    try {
        call();
        return true;
    } catch (const std::exception& failure) {
        log_error("network_callback_threw", {{"callback", who}, {"what", failure.what()}});
        return false;
    }
}

}  // namespace gantry::net
