// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.clients;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.opentelemetry.GrpcOpenTelemetry;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.grpc.v1_6.GrpcTelemetry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Calls over HTTP/2 that answer once, answer often, fail and throw; server and client. */
@SuppressWarnings("try") // scopes are only to be closed
class GrpcClient implements Client {
  private static final MethodDescriptor.Marshaller<String> TEXT =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(String value) {
          return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
          try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };
  private static final MethodDescriptor<String, String> ONE =
      method("shop.Orders/One", MethodDescriptor.MethodType.UNARY);
  private static final MethodDescriptor<String, String> MANY =
      method("shop.Orders/Many", MethodDescriptor.MethodType.SERVER_STREAMING);

  private static MethodDescriptor<String, String> method(
      String name, MethodDescriptor.MethodType type) {
    return MethodDescriptor.<String, String>newBuilder(TEXT, TEXT)
        .setFullMethodName(name)
        .setType(type)
        .build();
  }

  @Override
  public void run(OpenTelemetry openTelemetry) throws Exception {
    ServerBuilder<?> ofServer =
        NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0))
            .addService(
                ServerServiceDefinition.builder("shop.Orders")
                    .addMethod(ONE, ServerCalls.asyncUnaryCall(GrpcClient::one))
                    .addMethod(MANY, ServerCalls.asyncServerStreamingCall(GrpcClient::many))
                    .build());
    instrument(openTelemetry, ofServer);
    ExecutorService calls = Executors.newCachedThreadPool();
    Server server = ofServer.executor(calls).build().start();
    ManagedChannelBuilder<?> ofChannel =
        NettyChannelBuilder.forAddress("localhost", server.getPort()).usePlaintext();
    instrument(openTelemetry, ofChannel);
    ManagedChannel channel = ofChannel.build();
    Span span = openTelemetry.getTracer("client").spanBuilder("order").startSpan();
    try (Scope scope = span.makeCurrent()) {
      ClientCalls.blockingUnaryCall(channel, ONE, CallOptions.DEFAULT, "ok");
      ClientCalls.blockingServerStreamingCall(channel, MANY, CallOptions.DEFAULT, "ok")
          .forEachRemaining(one -> {});
      for (String how : new String[] {"fail", "throw"}) {
        try {
          ClientCalls.blockingUnaryCall(channel, ONE, CallOptions.DEFAULT, how);
        } catch (StatusRuntimeException expected) {
          span.addEvent(expected.getStatus().getCode().name());
        }
      }
    } finally {
      span.end();
      channel.shutdown().awaitTermination(30, TimeUnit.SECONDS);
      server.shutdown().awaitTermination(30, TimeUnit.SECONDS);
      // A call that has thrown is measured once more when the client knows its status already.
      calls.shutdown();
      calls.awaitTermination(30, TimeUnit.SECONDS);
    }
  }

  void instrument(OpenTelemetry openTelemetry, ServerBuilder<?> server) {
    server.intercept(GrpcTelemetry.create(openTelemetry).createServerInterceptor());
  }

  void instrument(OpenTelemetry openTelemetry, ManagedChannelBuilder<?> channel) {
    channel.intercept(GrpcTelemetry.create(openTelemetry).createClientInterceptor());
  }

  /** The same calls with the instrumentation that gRPC itself has. */
  static final class OfGrpc extends GrpcClient {
    @Override
    void instrument(OpenTelemetry openTelemetry, ServerBuilder<?> server) {
      GrpcOpenTelemetry.newBuilder().sdk(openTelemetry).build().configureServerBuilder(server);
    }

    @Override
    void instrument(OpenTelemetry openTelemetry, ManagedChannelBuilder<?> channel) {
      GrpcOpenTelemetry.newBuilder().sdk(openTelemetry).build().configureChannelBuilder(channel);
    }
  }

  private static void one(String request, StreamObserver<String> answers) {
    switch (request) {
      case "fail" -> answers.onError(Status.NOT_FOUND.withDescription("none").asRuntimeException());
      case "throw" -> throw new IllegalStateException("broken");
      default -> {
        answers.onNext(request);
        answers.onCompleted();
      }
    }
  }

  private static void many(String request, StreamObserver<String> answers) {
    for (int i = 0; i < 3; i++) {
      answers.onNext(request);
    }
    answers.onCompleted();
  }
}
