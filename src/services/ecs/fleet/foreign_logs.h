#pragma once

#include <string>

#include "api/acs/task.h"

namespace gantry::fleet {

/// Has Docker send what a task's containers write with awslogs to this control plane. For agents
/// that leave that to Docker's driver, as Amazon's does: left alone, it asks AWS. Gantry's own ship
/// the lines themselves. Pure.
/// @param endpoint where the control plane answers, a URL
/// Source: Docker, "Amazon CloudWatch Logs logging driver", awslogs-endpoint.
void send_logs_to(const std::string& endpoint, api::acs::Task& task);

}  // namespace gantry::fleet
