#include "wire/exec_stream.h"

#include <fmt/format.h>

#include "wire/big_endian.h"

namespace gantry::wire {
namespace {

using Type = ExecFrame::Type;

bool holds_bytes(Type type) {
    return type == Type::Input || type == Type::Output || type == Type::ErrorOutput ||
           type == Type::Failed;
}

bool holds_nothing(Type type) {
    return type == Type::InputEnd || type == Type::Started;
}

bool holds_number(Type type) {
    return type == Type::Resize || type == Type::OutputRoom || type == Type::InputRoom ||
           type == Type::Exited;
}

void read_value(ExecFrame& frame, std::uint32_t value) {
    if (frame.type == Type::Resize) {
        frame.rows = static_cast<std::uint16_t>(value >> 16U);
        frame.columns = static_cast<std::uint16_t>(value & 0xFFFFU);
    } else if (frame.type == Type::Exited) {
        frame.exit_code = static_cast<std::int32_t>(value);
    } else {
        frame.number = value;
    }
}

}  // namespace

const reflect::TypeInfo& ExecRequest::type_info() {
    using reflect::field;
    static const reflect::TypeInfo info = reflect::structure<ExecRequest>(
        "GantryExecMessage",
        {
            field<&ExecRequest::message_id>("messageId"),
            field<&ExecRequest::session_id>("sessionId"),
            field<&ExecRequest::task_arn>("taskArn"),
            field<&ExecRequest::container>("containerName"),
            field<&ExecRequest::runtime_id>("runtimeId"),
            field<&ExecRequest::command>("command"),
            field<&ExecRequest::user>("user"),
            field<&ExecRequest::tty>("tty"),
            field<&ExecRequest::port>("port"),
            field<&ExecRequest::in_container>("inContainer"),
        }
    );
    return info;
}

std::string encode_exec_frame(const ExecFrame& frame) {
    std::string out(1, static_cast<char>(frame.type));
    if (holds_bytes(frame.type)) {
        out += frame.bytes;
    } else if (frame.type == Type::Resize) {
        append_big_endian(out, frame.rows, 2);
        append_big_endian(out, frame.columns, 2);
    } else if (frame.type == Type::Exited) {
        append_big_endian(out, static_cast<std::uint32_t>(frame.exit_code), 4);
    } else if (holds_number(frame.type)) {
        append_big_endian(out, frame.number, 4);
    }
    return out;
}

Result<ExecFrame> decode_exec_frame(std::string_view bytes) {
    if (bytes.empty()) return invalid_argument("an empty frame");
    ExecFrame frame{.type = static_cast<Type>(bytes.front())};
    const std::string_view rest = bytes.substr(1);
    if (holds_bytes(frame.type)) {
        if (rest.size() > kMaxExecPayload) return invalid_argument("the frame is too long");
        frame.bytes = rest;
    } else if (holds_number(frame.type)) {
        if (rest.size() != 4) return invalid_argument("the frame's length is wrong");
        read_value(frame, static_cast<std::uint32_t>(read_big_endian(rest)));
    } else if (!holds_nothing(frame.type) || !rest.empty()) {
        return invalid_argument(
            fmt::format("no frame of type {}", static_cast<unsigned char>(bytes.front()))
        );
    }
    return frame;
}

}  // namespace gantry::wire
