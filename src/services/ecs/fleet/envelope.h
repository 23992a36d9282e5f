#pragma once

#include <string_view>

#include "api/acs/envelope.h"
#include "base/result.h"

namespace gantry::fleet {

/// Reads a frame of an agent's stream, `{"type":"…","message":{…}}`; an absent message reads as
/// "{}". Telemetry frames begin with a header block of their own signature; all up to the empty
/// line is skipped. Errors: InvalidArgument.
Result<api::acs::Envelope> parse_envelope(std::string_view frame);

}  // namespace gantry::fleet
