<%@ page contentType="text/html;charset=UTF-8" session="false" %>
<%-- SPDX-License-Identifier: Apache-2.0 --%>
<jsp:useBean id="fleet" class="dev.slipway.sample.Fleet" scope="request"/>
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A JSP · Slipway sample</title>
<link rel="icon" href="${pageContext.request.contextPath}/static/logo.svg">
<link rel="stylesheet" href="${pageContext.request.contextPath}/static/style.css">
</head>
<body>
<header>
<a class="brand" href="${pageContext.request.contextPath}/"><img src="${pageContext.request.contextPath}/static/logo.svg" alt="" width="44" height="44">
<span>Slipway <small>sample</small></span></a>
</header>
<main>
<h1>A JSP</h1>
<dl class="card">
<div><dt>Client address</dt><dd id="remoteAddr">${pageContext.request.remoteAddr}</dd></div>
<div><dt>Method</dt><dd id="method">${fleet.escape(pageContext.request.method)}</dd></div>
<div><dt>Scheme</dt><dd id="scheme">${pageContext.request.scheme}</dd></div>
<div><dt>Parameter “name”</dt><dd id="name">${fleet.escape(param.name)}</dd></div>
<div><dt>Six times seven</dt><dd id="product">${6 * 7}</dd></div>
<div><dt>Number of ships</dt><dd id="ships">${fleet.ships.stream().count()}</dd></div>
</dl>
<ul>
<% for (String ship : fleet.getShips()) { %>
<li><%= ship %></li>
<% } %>
</ul>
</main>
</body>
</html>
