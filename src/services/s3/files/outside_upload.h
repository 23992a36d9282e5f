#pragma once

#include <memory>
#include <string>

#include "service/body_keeper.h"
#include "services/s3/files/outside_there.h"

namespace gantry::s3 {

/// Puts a body there as it comes (service::BodyKeeper::receive). Its last piece waits until it is
/// known to be what was signed: what is not is never whole there.
std::shared_ptr<net::BodySink> receive_outside(
    const std::shared_ptr<OutsideThere>& there,
    const std::string& file,
    const net::HttpRequest& head,
    std::shared_ptr<const service::TakenSum> taken,
    service::BodyKeeper::Received received
);

}  // namespace gantry::s3
