#include "net/tls_stream.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "net/http.h"

namespace gantry::net {
namespace {

using TlsLayer = asio::ssl::stream<Socket>;

class TlsStream final : public Stream, public std::enable_shared_from_this<TlsStream> {
  public:
    TlsStream(Socket socket, std::shared_ptr<TlsContext> tls, OpenStreams& open)
        : tls_(std::move(tls)), layer_(std::move(socket), tls_->context), open_(open) {
        open_.insert(this);
    }
    ~TlsStream() override { open_.erase(this); }
    TlsStream(const TlsStream&) = delete;
    TlsStream& operator=(const TlsStream&) = delete;

    void shake_hands_as_client(
        const std::string& host, std::function<void(Result<std::shared_ptr<Stream>>)> done
    ) {
        const std::string& name = tls_->server_name.empty() ? host : tls_->server_name;
        ErrorCode not_numeric;
        asio::ip::make_address(name, not_numeric);
        if (not_numeric) SSL_set_tlsext_host_name(layer_.native_handle(), name.c_str());
        if (!tls_->trusts_anybody) {
            layer_.set_verify_mode(asio::ssl::verify_peer);
            layer_.set_verify_callback(asio::ssl::host_name_verification(name));
        }
        layer_.async_handshake(
            asio::ssl::stream_base::client,
            [self = shared_from_this(), done = std::move(done)](const ErrorCode& error) {
                if (error) return done(self->handshake_failure(error));
                self->ready_ = true;
                done(std::shared_ptr<Stream>(self));
            }
        );
    }

    void read(std::span<char> into, std::shared_ptr<StreamUser> user) override {
        if (!ready_) return meet_client(into, std::move(user));
        layer_.async_read_some(
            asio::mutable_buffer(into.data(), into.size()),
            [self = shared_from_this(), user = std::move(user)](
                const ErrorCode& error, std::size_t bytes
            ) { user->on_read(without_eof(error), bytes); }
        );
    }

    void write(std::span<const std::string_view> pieces, std::shared_ptr<StreamUser> user)
        override {
        layer_.async_write_some(
            to_buffers(pieces),
            [self = shared_from_this(), user = std::move(user)](
                const ErrorCode& error, std::size_t bytes
            ) { user->on_written(error, bytes); }
        );
    }

    /// Without a "close notify": every message says where it ends.
    void shutdown_send() override {
        ErrorCode ignored;
        layer_.lowest_layer().shutdown(asio::socket_base::shutdown_send, ignored);
    }

    void close() override {
        ErrorCode ignored;
        layer_.lowest_layer().close(ignored);
    }

  private:
    /// Looks at the first byte: a request in plain text begins with a letter, TLS does not.
    void meet_client(std::span<char> into, std::shared_ptr<StreamUser> user) {
        layer_.next_layer().async_wait(
            asio::socket_base::wait_read,
            [self = shared_from_this(), into, user = std::move(user)](const ErrorCode& error) {
                if (error) return user->on_read(error, 0);
                if (self->first_is_letter()) return self->answer_plainly(into, user);
                self->shake_hands_as_server(into, user);
            }
        );
    }

    [[nodiscard]] bool first_is_letter() {
        char first = 0;
        const int socket = layer_.next_layer().native_handle();
        if (::recv(socket, &first, 1, MSG_PEEK | MSG_DONTWAIT) != 1) return false;
        return (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
    }

    void answer_plainly(std::span<char> into, std::shared_ptr<StreamUser> user) {
        const auto answer = std::make_shared<const std::string>(tls_->plain_answer());
        asio::async_write(
            layer_.next_layer(),
            asio::buffer(*answer),
            [self = shared_from_this(), answer, into, user = std::move(user)](
                const ErrorCode& error, std::size_t
            ) {
                if (error) return user->on_read(error, 0);
                self->shutdown_send();
                self->wait_until_left(into, user);
            }
        );
    }

    /// Closing with bytes of the client unread would reset the connection, and take the answer
    /// away.
    void wait_until_left(std::span<char> into, std::shared_ptr<StreamUser> user) {
        layer_.next_layer().async_read_some(
            asio::mutable_buffer(into.data(), into.size()),
            [self = shared_from_this(),
             into,
             user = std::move(user)](const ErrorCode& error, std::size_t) {
                if (error) return user->on_read(without_eof(error), 0);
                self->wait_until_left(into, user);
            }
        );
    }

    void shake_hands_as_server(std::span<char> into, std::shared_ptr<StreamUser> user) {
        layer_.async_handshake(
            asio::ssl::stream_base::server,
            [self = shared_from_this(), into, user = std::move(user)](const ErrorCode& error) {
                if (error) return user->on_read(error, 0);
                self->ready_ = true;
                self->read(into, user);
            }
        );
    }

    Error handshake_failure(const ErrorCode& error) {
        const long verdict = SSL_get_verify_result(layer_.native_handle());
        const std::string why =
            verdict == X509_V_OK ? error.message() : X509_verify_cert_error_string(verdict);
        return unavailable(fmt::format("TLS handshake failed: {}", why));
    }

    std::shared_ptr<TlsContext> tls_;
    TlsLayer layer_;
    OpenStreams& open_;
    bool ready_ = false;
};

/// Runs the steps of a context's making; what they throw becomes an error.
template <class Make>
Result<std::shared_ptr<TlsContext>> make_context(const char* what, const Make& make) {
    try {
        return make();
    } catch (const boost::system::system_error& failure) {
        return invalid_argument(fmt::format("{}: {}", what, failure.code().message()));
    }
}

void allow_only_current_versions(asio::ssl::context& context) {
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_mode(context.native_handle(), SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_options(context.native_handle(), SSL_OP_NO_RENEGOTIATION);
}

}  // namespace

Result<std::shared_ptr<TlsContext>> make_tls_server_context(
    const CertificateAndKey& own, std::function<std::string()> plain_answer
) {
    return make_context("the TLS certificate and key cannot be used", [&] {
        auto tls = std::make_shared<TlsContext>(asio::ssl::context::tls_server);
        allow_only_current_versions(tls->context);
        tls->context.use_certificate_chain(asio::buffer(own.certificate));
        tls->context.use_private_key(asio::buffer(own.key), asio::ssl::context::pem);
        tls->plain_answer = std::move(plain_answer);
        return tls;
    });
}

Result<std::shared_ptr<TlsContext>> make_tls_client_context(const HttpClientOptions& options) {
    const std::string what =
        options.tls_ca_file.empty()
            ? "the system's TLS authorities cannot be used"
            : "the TLS authorities in " + options.tls_ca_file + " cannot be used";
    return make_context(what.c_str(), [&] {
        auto tls = std::make_shared<TlsContext>(asio::ssl::context::tls_client);
        allow_only_current_versions(tls->context);
        tls->server_name = options.tls_server_name;
        tls->trusts_anybody = options.tls_trusts_anybody;
        if (options.tls_ca_file.empty()) {
            tls->context.set_default_verify_paths();
        } else {
            tls->context.load_verify_file(options.tls_ca_file);
            // What its owner put there is trusted, whoever vouches for it.
            X509_VERIFY_PARAM_set_flags(
                SSL_CTX_get0_param(tls->context.native_handle()), X509_V_FLAG_PARTIAL_CHAIN
            );
        }
        return tls;
    });
}

std::shared_ptr<Stream> make_tls_server_stream(
    Socket socket, std::shared_ptr<TlsContext> tls, OpenStreams& open
) {
    return std::make_shared<TlsStream>(std::move(socket), std::move(tls), open);
}

std::shared_ptr<Stream> start_tls_client_stream(
    Socket socket,
    std::shared_ptr<TlsContext> tls,
    OpenStreams& open,
    const std::string& host,
    std::function<void(Result<std::shared_ptr<Stream>>)> done
) {
    auto stream = std::make_shared<TlsStream>(std::move(socket), std::move(tls), open);
    stream->shake_hands_as_client(host, std::move(done));
    return stream;
}

}  // namespace gantry::net
