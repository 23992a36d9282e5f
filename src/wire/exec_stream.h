#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/reflect.h"
#include "base/result.h"

/// What control plane and agents say to each other about a session inside a container (ECS Exec),
/// beyond the protocol of Amazon's agent.
///
/// The control plane sends an ExecRequest on the control stream. The agent opens a websocket of its
/// own for the session (`/ws?gantryExec=<session id>`, signed like its others), starts what was
/// asked for, and both send ExecFrames, one in a binary message. Each side may send as many bytes
/// as the other has made room for, kExecWindow to begin with; so nobody has to hold more.
namespace gantry::wire {

inline constexpr std::string_view kExecMessage = "GantryExecMessage";
/// Names the session in the agent's upgrade request.
inline constexpr std::string_view kExecQuery = "gantryExec";
/// An attribute of container instances whose agents understand all this.
inline constexpr std::string_view kExecAttribute = "gantry.capability.exec";

inline constexpr std::uint32_t kExecWindow = 256U << 10U;
inline constexpr std::size_t kMaxExecPayload = 32U << 10U;  ///< of one frame

/// A command to be run in a container, or a port in it to connect to.
struct ExecRequest {
    std::string message_id;
    std::string session_id;
    std::string task_arn;
    std::string container;
    std::string runtime_id;  ///< empty: whatever the container's is
    std::vector<std::string> command;
    std::string user;
    bool tty = true;
    std::int32_t port = 0;      ///< not 0: no command is run, the stream is a connection to it
    bool in_container = false;  ///< nothing beside the container will do (no toolbox)

    friend bool operator==(const ExecRequest&, const ExecRequest&) = default;
    static const reflect::TypeInfo& type_info();
};

struct ExecFrame {
    enum class Type : std::uint8_t {
        // To the agent
        Input = 1,       ///< bytes
        InputEnd = 2,    ///< no more of them
        Resize = 3,      ///< rows, columns
        OutputRoom = 4,  ///< so many bytes of output more may be sent
        // From the agent
        Started = 16,
        Output = 17,       ///< bytes, of standard output; of a terminal, all
        ErrorOutput = 18,  ///< bytes, of standard error
        InputRoom = 19,    ///< so many bytes of input more may be sent
        Exited = 20,       ///< the exit code; last
        Failed = 21,       ///< words for the user; last
    };

    Type type = Type::Input;
    std::string bytes;           ///< of Input, Output, ErrorOutput, Failed
    std::uint32_t number = 0;    ///< of OutputRoom and InputRoom
    std::int32_t exit_code = 0;  ///< of Exited
    std::uint16_t rows = 0;      ///< of Resize
    std::uint16_t columns = 0;   ///< the same

    friend bool operator==(const ExecFrame&, const ExecFrame&) = default;
};

/// The type in one byte, then what belongs to it; numbers are big-endian.
std::string encode_exec_frame(const ExecFrame& frame);
/// Errors: InvalidArgument. Frames with more than kMaxExecPayload are none.
Result<ExecFrame> decode_exec_frame(std::string_view bytes);

}  // namespace gantry::wire
