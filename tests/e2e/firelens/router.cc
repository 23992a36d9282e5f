// A log router for tests, in the place of Fluent Bit: listens on /var/run/fluent.sock, reads what
// Docker's fluentd driver sends (Fluentd's forward protocol, message mode, MessagePack), and prints
// each record as a line of JSON, with the fields that its configuration has records given:
// {"tag":"…","record":{…}}. With the word "secrets" variables of its environment that the
// configuration names are fields too.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

namespace {

constexpr const char* kConfig = "/fluent-bit/etc/fluent-bit.conf";
constexpr const char* kSocket = "/var/run/fluent.sock";

/// A connection's bytes; throws an int at their end.
class Source {
  public:
    explicit Source(int connection) : connection_(connection) {}
    std::string take(std::size_t count) {
        std::string bytes(count, '\0');
        for (std::size_t have = 0; have < count;) {
            const ssize_t got = ::read(connection_, bytes.data() + have, count - have);
            if (got <= 0) throw 0;
            have += static_cast<std::size_t>(got);
        }
        return bytes;
    }
    std::uint64_t number(int bytes) {
        std::uint64_t value = 0;
        for (const char c : take(static_cast<std::size_t>(bytes))) {
            value = value << 8U | static_cast<unsigned char>(c);
        }
        return value;
    }

  private:
    int connection_;
};

std::string quoted(const std::string& text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') json += '\\';
        if (static_cast<unsigned char>(c) >= ' ') {
            json += c;
        } else {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", c);
            json += escaped;
        }
    }
    return json + "\"";
}

std::string value(Source& from);

std::string items(Source& from, std::uint64_t count, bool map) {
    std::string json;
    for (std::uint64_t i = 0; i < count; ++i) {
        if (i > 0) json += ",";
        json += value(from);
        if (map) json += ":" + value(from);
    }
    return map ? "{" + json + "}" : "[" + json + "]";
}

/// The next value as JSON. Source: the MessagePack specification.
std::string value(Source& from) {
    const auto kind = static_cast<unsigned>(from.number(1));
    if (kind <= 0x7f) return std::to_string(kind);
    if (kind <= 0x8f) return items(from, kind & 0xfU, true);
    if (kind <= 0x9f) return items(from, kind & 0xfU, false);
    if (kind <= 0xbf) return quoted(from.take(kind & 0x1fU));
    if (kind >= 0xe0) return std::to_string(static_cast<int>(kind) - 256);
    switch (kind) {
        case 0xc0: return "null";
        case 0xc2: return "false";
        case 0xc3: return "true";
        case 0xc4:
        case 0xd9: return quoted(from.take(from.number(1)));
        case 0xc5:
        case 0xda: return quoted(from.take(from.number(2)));
        case 0xc6:
        case 0xdb: return quoted(from.take(from.number(4)));
        case 0xcc:
        case 0xd0: return std::to_string(from.number(1));
        case 0xcd:
        case 0xd1: return std::to_string(from.number(2));
        case 0xce:
        case 0xd2: return std::to_string(from.number(4));
        case 0xcf:
        case 0xd3: return std::to_string(from.number(8));
        case 0xd7:
            from.take(1);
            return std::to_string(from.number(8) >> 32U);  // a time, to the second
        case 0xdc: return items(from, from.number(2), false);
        case 0xdd: return items(from, from.number(4), false);
        case 0xde: return items(from, from.number(2), true);
        case 0xdf: return items(from, from.number(4), true);
        default: throw 1;
    }
}

/// What the configuration has records given: `Record name value`, and with "secrets" `name
/// ${VARIABLE}`.
std::string fields(bool secrets) {
    std::string json;
    std::ifstream config(kConfig);
    for (std::string line; std::getline(config, line);) {
        std::istringstream words(line);
        std::string first, name, text;
        words >> first >> name >> text;
        if (first == "Record") json += "," + quoted(name) + ":" + quoted(text);
        if (!secrets || !name.starts_with("${") || !name.ends_with("}")) continue;
        const char* found = std::getenv(name.substr(2, name.size() - 3).c_str());
        json += "," + quoted(first) + ":" + quoted(found == nullptr ? "" : found);
    }
    return json;
}

void serve(int connection, const std::string& more) {
    Source from(connection);
    try {
        for (;;) {
            const auto kind = static_cast<unsigned>(from.number(1));
            if (kind < 0x93 || kind > 0x94) throw 2;  // [tag, time, record] and perhaps options
            const std::string tag = value(from);
            const std::string time = value(from);
            std::string record = value(from);
            if (kind == 0x94) value(from);
            record.insert(record.size() - 1, more);
            std::printf(
                "{\"tag\":%s,\"time\":%s,\"record\":%s}\n",
                tag.c_str(),
                time.c_str(),
                record.c_str()
            );
            std::fflush(stdout);
        }
    } catch (int why) {
        if (why != 0) std::printf("{\"error\":%d}\n", why);
    }
    ::close(connection);
}

}  // namespace

int main(int count, char** words) {
    const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, kSocket);
    ::unlink(kSocket);
    if (::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener, 16) != 0) {
        std::perror(kSocket);
        return 1;
    }
    const std::string more = fields(count > 1 && std::strcmp(words[1], "secrets") == 0);
    for (;;) {
        const int connection = ::accept(listener, nullptr, nullptr);
        if (connection >= 0) std::thread(serve, connection, more).detach();
    }
}
