#pragma once

#include <memory>

#include "api/file_body.h"
#include "services/s3/files/outside_there.h"

namespace gantry::s3 {

/// Sends a body from there, a part after the other, as fast as the client takes it.
net::BodyStream send_outside(const std::shared_ptr<OutsideThere>& there, const api::FileBody& body);

}  // namespace gantry::s3
