#pragma once

#include <memory>

#include "control/api_frontend.h"
#include "control/body_arrival.h"
#include "control/identity.h"

namespace gantry::control {

/// What a head was let in with: who sent it, and its payload where that is not held in memory. The
/// note of a request from its head (api_frontend_heads.cc) to its body (api_frontend.cc).
struct ApiFrontend::Admission {
    Claimant claimant;
    std::shared_ptr<BodyArrival> body;
};

}  // namespace gantry::control
