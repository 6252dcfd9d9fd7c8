FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image brings the pinned Node itself; the one among the packages would be a second.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM node:24-bookworm-slim
ENV NODE_ENV=production NODE_OPTIONS=--max-semi-space-size=32 BIND_ADDRESS=0.0.0.0 DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE* ./
COPY shared ./shared
COPY catalog ./catalog
COPY api ./api
COPY worker ./worker
COPY dashboard ./dashboard
COPY simulator ./simulator
USER node
VOLUME /data
# Each container runs one process, which handles SIGTERM itself; the command names it.
CMD ["node", "api/main.ts"]
