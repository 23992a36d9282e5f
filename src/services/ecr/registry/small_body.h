#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "net/http.h"

namespace gantry::ecr {

/// Collects a small body. @param done gets it, or why there is none; on the network thread
std::shared_ptr<net::BodySink> collect_body(
    std::size_t max_bytes, std::function<void(Result<std::string>)> done
);

}  // namespace gantry::ecr
