// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samples.scala

import io.opentelemetry.api.trace.{Span, StatusCode, Tracer}
import io.opentelemetry.context.Context

import scala.concurrent.{ExecutionContext, Future}
import scala.util.{Failure, Success}
import scala.util.control.NonFatal

/** Hands the context of the thread that starts a task to the thread that runs it. A callback of a
  * future (`map`, `foreach`) is started by the thread that completes the future, so it has the
  * context of that thread and not of the place where it is written.
  */
final class TracedExecutionContext(underlying: ExecutionContext) extends ExecutionContext:
  override def execute(task: Runnable): Unit = underlying.execute(Context.current().wrap(task))

  override def reportFailure(cause: Throwable): Unit = underlying.reportFailure(cause)

extension (tracer: Tracer)
  /** Runs a block in a new span, which ends with the future that the block returns. */
  def inSpan[T](name: String)(block: Span => Future[T])(using ExecutionContext): Future[T] =
    val span = tracer.spanBuilder(name).startSpan()
    val scope = span.makeCurrent()
    val result =
      try block(span)
      catch case NonFatal(failure) => Future.failed(failure)
      finally scope.close()
    result.andThen:
      case Success(_) => span.end()
      case Failure(failure) =>
        span.setStatus(StatusCode.ERROR).recordException(failure)
        span.end()
