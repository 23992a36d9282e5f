#pragma once

#include <memory>
#include <utility>

#include "agent/endpoint/desk.h"
#include "agent/endpoint/directory.h"
#include "agent/task_endpoint.h"

namespace gantry::agent::test {

/// An endpoint without a socket.
class Desks final : public TaskEndpoint {
  public:
    std::shared_ptr<Desk> open_desk(NodeView view) override {
        return endpoint::EndpointDesk::open(std::move(view), directory);
    }
    std::shared_ptr<endpoint::Directory> directory = std::make_shared<endpoint::Directory>();
};

}  // namespace gantry::agent::test
