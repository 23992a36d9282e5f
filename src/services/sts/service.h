#pragma once

#include "service/service.h"

namespace gantry::sts {

/// AWS STS, as services/all.h lists it.
const service::Service& service();

}  // namespace gantry::sts
